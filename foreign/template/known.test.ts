import { describe, expect, it } from '@jest/globals';
import { known } from './known.ts';

const parameters = {
  Stage: { Type: 'String', Default: 'test' },
  Open: { Type: 'String' },
  Far: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a/path' },
};
const of = (value: unknown) => known(value, { stack: 'shop', parameters });

describe('what is known of a template before it is deployed', () => {
  it.each([
    [{ Ref: 'Stage' }, 'test'],
    [{ Ref: 'AWS::StackName' }, 'shop'],
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's own
    [{ 'Fn::Sub': '${AWS::StackName}-${Stage}-jobs' }, 'shop-test-jobs'],
    [{ 'Fn::Sub': ['${a}-${!b}', { a: { Ref: 'Stage' } }] }, 'test-${b}'],
    [{ 'Fn::Join': ['-', [{ Ref: 'Stage' }, 'jobs']] }, 'test-jobs'],
    [[{ deep: { Ref: 'AWS::Region' } }], [{ deep: 'us-east-1' }]],
  ])('is said in its place: %j is %j', (given, expected) => {
    expect(of(given)).toEqual(expected);
  });

  it.each([
    [{ Ref: 'Open' }],
    [{ Ref: 'Far' }],
    [{ Ref: 'Queue' }],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }],
    [{ 'Fn::Sub': 'arn:${Queue.Arn}' }],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Queue' }]] }],
    [{ 'Fn::If': ['isTest', 'a', 'b'] }],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation's own
  ])('leaves what is not: %j', (given) => {
    expect(of(given)).toEqual(given);
  });
});
