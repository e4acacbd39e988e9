import { NotModelled } from '../not-modelled.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A resource of a CloudFormation template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly Condition?: string;
  readonly Metadata?: Properties;
}

/** A CloudFormation template. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Properties>>>>;
}

/** What a reference to a resource stands for. */
export interface Names {
  /** Its `Ref`. */
  ref(logical: string, resource: Resource): string;
  /** An attribute of it. @throws NotModelled for one that is not known */
  attribute(logical: string, resource: Resource, name: string): string;
}

/** Where a stack is deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly stack: string;
}

type Conditional = readonly [string, unknown, unknown];

/** Resolves the functions of a template (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html). */
export class Resolver {
  readonly #template: Template;
  readonly #names: Names;
  readonly #pseudo: Readonly<Record<string, unknown>>;

  constructor(template: Template, names: Names, { account, region, stack }: Place) {
    this.#template = template;
    this.#names = names;
    this.#pseudo = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::StackName': stack,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/simulated`,
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::NoValue': undefined,
      'AWS::NotificationARNs': [],
    };
  }

  /** The resources of a type whose conditions hold, with their properties resolved. */
  of(type: string): { readonly logical: string; readonly properties: Properties }[] {
    return Object.entries(this.#template.Resources)
      .filter(([, resource]) => resource.Type === type && this.exists(resource))
      .map(([logical, { Properties: properties = {} }]) => ({
        logical,
        properties: this.resolve(properties, logical) as Properties,
      }));
  }

  /** Whether the condition of a resource holds. */
  exists({ Condition: condition }: Resource): boolean {
    return condition === undefined || this.#holds({ Condition: condition }, condition);
  }

  /** @param at the logical id of the resource in which the value stands */
  resolve(value: unknown, at: string): unknown {
    if (Array.isArray(value)) {
      return value.map((one) => this.resolve(one, at)).filter((one) => one !== undefined);
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[name, argument] = ['', undefined]] = entries;
    if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) return this.#call(name, argument, at);
    return Object.fromEntries(
      entries.flatMap(([key, one]) => {
        const resolved = this.resolve(one, at);
        return resolved === undefined ? [] : [[key, resolved]];
      }),
    );
  }

  #call(name: string, argument: unknown, at: string): unknown {
    const list = () => this.resolve(argument, at) as readonly unknown[];
    switch (name) {
      case 'Ref':
        return this.#ref(String(argument), at);
      case 'Fn::GetAtt': {
        const [logical = '', ...rest] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
        return this.#attribute(logical, rest.join('.'), at);
      }
      case 'Fn::Sub':
        return this.#sub(argument, at);
      case 'Fn::Join': {
        const [separator, parts] = list();
        return (parts as readonly unknown[]).join(String(separator));
      }
      case 'Fn::Select': {
        const [place, from] = list();
        return (from as readonly unknown[])[Number(place)];
      }
      case 'Fn::Split': {
        const [separator, text] = list();
        return String(text).split(String(separator));
      }
      case 'Fn::If': {
        const [condition, then, otherwise] = argument as Conditional;
        return this.resolve(this.#holds({ Condition: condition }, at) ? then : otherwise, at);
      }
      case 'Fn::FindInMap': {
        const [map, first, second] = list().map(String);
        return this.#template.Mappings?.[map ?? '']?.[first ?? '']?.[second ?? ''];
      }
      case 'Fn::Base64':
        return Buffer.from(String(this.resolve(argument, at))).toString('base64');
      default:
        throw new NotModelled(`${name} in the resource ${at}`);
    }
  }

  #ref(logical: string, at: string): unknown {
    if (logical in this.#pseudo) return this.#pseudo[logical];
    const parameter = this.#template.Parameters?.[logical];
    if (parameter !== undefined) return parameter.Default;
    return this.#names.ref(logical, this.resource(logical, at));
  }

  #attribute(logical: string, name: string, at: string): string {
    return this.#names.attribute(logical, this.resource(logical, at), name);
  }

  /** A resource by its logical id. @param at where it is referred to */
  resource(logical: string, at = 'the template'): Resource {
    const resource = this.#template.Resources[logical];
    if (resource === undefined) throw new NotModelled(`The reference to ${logical} in ${at}`);
    return resource;
  }

  #sub(argument: unknown, at: string): string {
    const [text, variables = {}] = (Array.isArray(argument) ? argument : [argument]) as [string, Properties?];
    return text.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in variables) return String(this.resolve(variables[name], at));
      const [logical = '', ...rest] = name.split('.');
      return String(rest.length === 0 ? this.#ref(logical, at) : this.#attribute(logical, rest.join('.'), at));
    });
  }

  #holds(condition: unknown, at: string): boolean {
    const [[name, argument] = ['', undefined]] = Object.entries(condition as object);
    const all = argument as readonly unknown[];
    switch (name) {
      case 'Condition':
        return this.#holds(this.#template.Conditions?.[String(argument)] ?? {}, at);
      case 'Fn::Equals': {
        const [one, other] = all.map((each) => this.resolve(each, at));
        return String(one) === String(other);
      }
      case 'Fn::Not':
        return !this.#holds(all[0], at);
      case 'Fn::And':
        return all.every((each) => this.#holds(each, at));
      case 'Fn::Or':
        return all.some((each) => this.#holds(each, at));
      default:
        throw new NotModelled(`The condition ${name || 'that is not there'} in the resource ${at}`);
    }
  }
}
