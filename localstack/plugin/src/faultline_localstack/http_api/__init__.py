"""HTTP APIs (API Gateway version 2) and the addresses of functions: requests become events, answers become responses."""
