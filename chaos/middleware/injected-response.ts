/** How services refuse when they throttle: exception code and HTTP status, by SDK service id in lower case. */
const refusals: Readonly<Record<string, { code: string; status: number }>> = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  dynamodb: { code: 'ProvisionedThroughputExceededException', status: 400 },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
  sqs: { code: 'RequestThrottled', status: 400 },
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
  lambda: { code: 'TooManyRequestsException', status: 429 },
};

/** The HTTP answer of a service that throttles, in the JSON protocols' form, for the SDK's own deserializer. */
export function throttlingResponse(service: string, error?: string) {
  const { code, status } = refusals[service] ?? { code: 'ThrottlingException', status: 400 };
  return response(status, error ?? code, 'Throttled by a Faultline rule.');
}

/** The HTTP answer of a service that broke, in the same form. */
export function serverErrorResponse() {
  return response(500, 'InternalServerError', 'Answered by a Faultline rule in place of the service.');
}

/** What Node says when the other side closes a connection; the SDK knows it by its code and tries again. */
export function connectionReset(): Error {
  return Object.assign(new Error('read ECONNRESET (a Faultline rule)'), { code: 'ECONNRESET', syscall: 'read' });
}

function response(statusCode: number, name: string, message: string) {
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
    body: new TextEncoder().encode(JSON.stringify({ __type: name, message })),
  };
}
