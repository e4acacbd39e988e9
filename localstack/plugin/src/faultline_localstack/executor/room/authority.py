"""
The certificates that the engine shows where functions take it for AWS, made up as names are asked for, and the
authority behind them, which functions trust and nobody else does.
"""

import datetime
import tempfile
import threading
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from OpenSSL import SSL

SYSTEM_BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
_VALIDITY = datetime.timedelta(days=30)
_LONGEST_COMMON_NAME = 64


class Authority:
    """Makes its own key and certificate. ``contexts`` may be used by one thread, all else by any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Faultline engine")])
        authority = x509.BasicConstraints(ca=True, path_length=0)
        self.certificate = self._sign(self._name, self._key.public_key(), authority)
        self._contexts: dict[str, SSL.Context] = {}

    def _sign(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, constraints: x509.BasicConstraints, host: str = ""
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + _VALIDITY)
            .add_extension(constraints, critical=True)
            .add_extension(_usage(constraints.ca), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        )
        if host:
            serves = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
            names = x509.SubjectAlternativeName([x509.DNSName(host)])
            builder = builder.add_extension(serves, critical=False).add_extension(names, critical=False)
        return builder.sign(self._key, hashes.SHA256())

    def context(self, host: str) -> SSL.Context:
        """A context of a server with that name."""
        with self._lock:
            if host not in self._contexts:
                name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:_LONGEST_COMMON_NAME])])
                no_authority = x509.BasicConstraints(ca=False, path_length=None)
                leaf = self._sign(name, self._leaf_key.public_key(), no_authority, host)
                context = SSL.Context(SSL.TLS_SERVER_METHOD)
                context.use_privatekey(self._leaf_key)
                context.use_certificate(leaf)
                self._contexts[host] = context
            return self._contexts[host]

    def server_context(self) -> SSL.Context:
        """A context that takes the name that a client asks for."""
        context = SSL.Context(SSL.TLS_SERVER_METHOD)
        context.use_privatekey(self._leaf_key)
        context.use_certificate(self.certificate)

        def choose(connection: SSL.Connection) -> None:
            if name := connection.get_servername():
                connection.set_context(self.context(name.decode("ascii", "replace").lower()))

        context.set_tlsext_servername_callback(choose)
        return context

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Its certificate alone, and behind those that this machine trusts."""
        folder.mkdir(parents=True, exist_ok=True)
        own = self.certificate.public_bytes(Encoding.PEM)
        trusted = next((Path(each).read_bytes() for each in SYSTEM_BUNDLES if Path(each).exists()), b"")
        alone, bundle = folder / "authority.pem", folder / "bundle.pem"
        alone.write_bytes(own)
        bundle.write_bytes(trusted.rstrip() + b"\n" + own)
        return alone, bundle


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def default_folder() -> Path:
    return Path(tempfile.gettempdir()) / "faultline-authority"
