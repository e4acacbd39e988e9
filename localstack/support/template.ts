/** The part of a CloudFormation template that is looked at. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: unknown;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

/** A resource of a template. */
export interface Resource {
  readonly Type?: string;
  readonly Properties?: unknown;
  readonly Condition?: string;
  readonly Metadata?: unknown;
}
