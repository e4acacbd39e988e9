/**
 * Where a custom resource answers to CloudFormation. The handlers of the CDK and of AWS take host and path of the `ResponseURL` and
 * speak TLS to port 443, as that address is on AWS. Here it is plain HTTP on a port of this machine: their requests are led there.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const address = /"http:\/\/([\w.]+):(\d+)(\/_localstack\/faultline\/custom-resources\/)/;
const requestWithTls = https.request;

/** Makes answers to the address in this event arrive, if it holds one. */
export function leadAnswersOf(event) {
  const [, hostname, port, path] = address.exec(event) ?? [];
  if (path === undefined) return;
  https.request = (options, ...more) =>
    typeof options?.path === 'string' && options.path.startsWith(path)
      ? http.request({ ...options, protocol: 'http:', hostname, port, agent: undefined }, ...more)
      : requestWithTls(options, ...more);
  syncBuiltinESMExports();
}
