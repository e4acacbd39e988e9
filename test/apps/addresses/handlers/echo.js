// Answers with the event that it got, or as the request asks it to.
exports.handler = async (event) => {
  const { answer } = event.queryStringParameters ?? {};
  if (answer === 'throw') throw new Error('as asked');
  if (answer === 'cookies')
    return { statusCode: 201, cookies: ['a=1', 'b=2'], headers: { 'x-made-by': 'echo' }, body: 'created' };
  if (answer === 'malformed') return { statusCode: 'many' };
  return event.version === '1.0' || event.httpMethod ? { statusCode: 200, body: JSON.stringify(event) } : event;
};
