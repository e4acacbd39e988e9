import type { Template } from '../deployed.ts';

const names = ['FunctionName', 'TableName', 'QueueName'];

/** Physical ids as CloudFormation gives them: the name where there is one, of a queue its URL, else the logical id. */
export function physicalIds({ Resources }: Template): (logical: string) => string {
  return (logical) => {
    const { Type, Properties = {} } = Resources[logical] ?? {};
    const name = names.map((property) => Properties[property]).find((value) => typeof value === 'string');
    const id = String(name ?? logical);
    return Type === 'AWS::SQS::Queue' ? `http://sqs.us-east-1.localhost:4566/000000000000/${id}` : id;
  };
}
