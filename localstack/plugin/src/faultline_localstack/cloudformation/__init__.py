"""CloudFormation as on AWS: what is not supported is refused, what fails is rolled back, custom resources are asked."""
