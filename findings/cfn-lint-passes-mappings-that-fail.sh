#!/usr/bin/env bash
# cfn-lint 1.58.0: knows that a visibility timeout below the function's timeout fails (E3505), defaults of both
# included, but not when the function is named through Fn::Sub; and passes a batch of 100 without a window, filters
# and event patterns that are no patterns, which AWS refuses at deployment. Guessed: one refusal of Lambda known, the
# neighbours known too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet cfn-lint==1.58.0
template() { # function name, batch size, filter pattern
  cat <<EOF
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Function:
    Type: AWS::Lambda::Function
    Properties: {Runtime: nodejs22.x, Handler: i.h, Role: !GetAtt Role.Arn, Timeout: $4, Code: {ZipFile: 'x'}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: $1
      EventSourceArn: !GetAtt Queue.Arn
      BatchSize: $2
      FilterCriteria: {Filters: [{Pattern: '$3'}]}
  Rule:
    Type: AWS::Events::Rule
    Properties: {EventPattern: {source: orders}, Targets: [{Id: queue, Arn: !GetAtt Queue.Arn}]}
EOF
}
said() {
  template "$@" >template.yaml
  venv/bin/cfn-lint --format parseable template.yaml | cut -d: -f6- || true
}
valid='{"body":{"state":["open"]}}'
knows=$(said '!Ref Function' 10 "$valid" 60)
echo "timeout 60 s, visibility by default: $knows"
[ "$knows" = 'E3505:Queue visibility timeout (30) is less than Function timeout (60) seconds' ]
sub=$(said '!Sub "${Function}"' 10 "$valid" 60)
echo "the same through Fn::Sub: ${sub:-nothing}"
[ -z "$sub" ]
rest=$(said '!Ref Function' 100 '{"body":{"state":"open"}}' 3)
echo "batch 100 without a window, a filter and an event pattern whose values are no lists: ${rest:-nothing}"
[ -z "$rest" ]
# AWS: "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"; values of patterns are
# arrays (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html).
