"""Faults in LocalStack's request path and under the functions, by rules that come over HTTP."""
