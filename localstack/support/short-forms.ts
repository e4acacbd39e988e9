import { isCollection, type Tags } from 'yaml';

const functions = [
  ...['And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'If', 'ImportValue', 'Join', 'Length'],
  ...['Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'],
];

/** YAML tags for the short forms of CloudFormation's functions: `!Ref Queue` means `{ Ref: Queue }`. */
export const shortForms: Tags = [
  ...['Ref', 'Condition'].flatMap((name) => tagsOf(name, name)),
  ...functions.flatMap((name) => tagsOf(name, `Fn::${name}`)),
];

function tagsOf(name: string, key: string): Tags {
  const tag = `!${name}`;
  const resolve = (given: unknown) => ({ [key]: isCollection(given) ? given.toJSON() : given });
  return [
    { tag, resolve },
    { tag, collection: 'seq', resolve },
    { tag, collection: 'map', resolve },
  ];
}
