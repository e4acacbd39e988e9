import { type Finding, isObject, isUnresolved } from './finding.ts';
import { numberOf, type Queue, refusal } from './mapping-rules.ts';
import type { Resource } from './template.ts';

type Resources = ReadonlyMap<string, Resource>;

const mapping = 'AWS::Lambda::EventSourceMapping';
const defaultVisibilitySeconds = 30;
const defaultTimeoutSeconds = 3;

/** The mappings of a template that Lambda will refuse, as far as the template tells. */
export function invalidMappings(resources: Resources): readonly Finding[] {
  return [...resources].flatMap(([logicalId, { Type, Properties }]) => {
    const reason = Type === mapping && isObject(Properties) ? refusalOf(Properties, resources) : undefined;
    return reason === undefined
      ? []
      : [{ logicalId, type: mapping, subject: '', verdict: { kind: 'invalid', reason } }];
  });
}

function refusalOf(properties: Readonly<Record<string, unknown>>, resources: Resources): string | undefined {
  const source = properties.EventSourceArn;
  const named = resourceOf(source, resources);
  // Nothing is known of the source.
  if (named === undefined && typeof source !== 'string') return undefined;
  const settings = Object.fromEntries(Object.entries(properties).filter(([, value]) => !isUnresolved(value)));
  return refusal(settings, queueOf(source, named), timeoutOf(resourceOf(properties.FunctionName, resources)));
}

function queueOf(source: unknown, named: Resource | undefined): Queue | undefined {
  if (named === undefined) {
    const arn = String(source);
    return arn.split(':')[2] === 'sqs' ? { isFifo: arn.endsWith('.fifo'), visibilityTimeout: undefined } : undefined;
  }
  if (named.Type !== 'AWS::SQS::Queue') return undefined;
  const { FifoQueue = false, VisibilityTimeout = defaultVisibilitySeconds } = propertiesOf(named);
  return { isFifo: String(FifoQueue).toLowerCase() === 'true', visibilityTimeout: secondsOf(VisibilityTimeout) };
}

function timeoutOf(named: Resource | undefined): number | undefined {
  if (named?.Type !== 'AWS::Lambda::Function') return undefined;
  return secondsOf(propertiesOf(named).Timeout ?? defaultTimeoutSeconds);
}

/** The resource that `Ref` or `Fn::GetAtt` names. */
function resourceOf(value: unknown, resources: Resources): Resource | undefined {
  if (!isObject(value)) return undefined;
  const asked = value['Fn::GetAtt'];
  const name = Array.isArray(asked) ? asked[0] : typeof asked === 'string' ? asked.split('.')[0] : value.Ref;
  return typeof name === 'string' ? resources.get(name) : undefined;
}

function propertiesOf({ Properties }: Resource): Readonly<Record<string, unknown>> {
  return isObject(Properties) ? Properties : {};
}

function secondsOf(value: unknown): number | undefined {
  const seconds = numberOf(value);
  return seconds === undefined || seconds < 0 ? undefined : seconds;
}
