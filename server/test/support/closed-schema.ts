/** A JSON Schema, as far as the document uses it. */
export type Schema = {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  unevaluatedProperties?: boolean;
};

/**
 * The same schema without room for fields that it does not name, at any depth: what a server sends
 * and does not document is found. An object that names no field at all stays open.
 */
export function closed(schema: Schema, refer: (reference: string) => Schema): Schema {
  const inner = withClosedParts(schema, refer);
  return namesFields(schema, refer) ? { ...inner, unevaluatedProperties: false } : inner;
}

/** Closes only what is inside: for schemas that others extend. */
export function withClosedParts(schema: Schema, refer: (reference: string) => Schema): Schema {
  const close = (part: Schema) => closed(part, refer);
  const { properties, items, allOf, anyOf, oneOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [name, close(part)]),
      ),
    }),
    ...(items && { items: close(items) }),
    ...(anyOf && { anyOf: anyOf.map(close) }),
    ...(oneOf && { oneOf: oneOf.map(close) }),
    ...(allOf && { allOf: allOf.map((part) => withClosedParts(part, refer)) }),
  };
}

function namesFields(schema: Schema, refer: (reference: string) => Schema): boolean {
  if (schema.$ref) return namesFields(refer(schema.$ref), refer);
  if (schema.allOf) return schema.allOf.some((part) => namesFields(part, refer));
  return Object.keys(schema.properties ?? {}).length > 0;
}
