import { fromJsonSchema, type StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { type Static, type TObject, Type } from 'typebox';
import type { ApiScope } from '../../kernel/scopes.ts';
import type { Api, Json } from './api.ts';

type Described = {
  name: string;
  title: string;
  description: string;
  scope: ApiScope;
  isOfSandbox?: boolean;
};

/** What the second step of a tool that changes something needs from its preview. */
export type Preview = {
  /** What will happen, in one sentence. */
  effect: string;
  /** Prices and credits. */
  facts: Json;
  /** Values of the body that hold the price of the preview. */
  expected?: Json;
};

export type ReadTool = Described & {
  kind: 'read';
  input: StandardSchemaWithJSON;
  run(api: Api, args: Json): Promise<Json>;
};
export type WriteTool = Described & {
  kind: 'write';
  input: StandardSchemaWithJSON;
  preview(api: Api, args: Json): Promise<Preview>;
  perform(api: Api, args: Json, of: { key: string; expected: Json }): Promise<Json>;
};
export type Tool = ReadTool | WriteTool;

type Typed<Input extends TObject> = Static<Input>;

/** Declares a tool that reads. */
export function readTool<Input extends TObject>(
  described: Omit<Described, 'scope'> & { input: Input },
  run: (api: Api, args: Typed<Input>) => Promise<Json>,
): ReadTool {
  const input = fromJsonSchema(closed(described.input));
  return { ...described, scope: 'read', kind: 'read', input, run: run as ReadTool['run'] };
}

const Confirmation = Type.Optional(
  Type.String({
    maxLength: 2_000,
    description:
      'Leave it out for a preview. To make the change, repeat the call with the same arguments ' +
      'and the `confirmationToken` of the preview, once whoever pays has agreed.',
  }),
);

/** Declares a tool that changes something, in two steps. */
export function writeTool<Input extends TObject>(
  described: Described & { input: Input },
  steps: {
    preview: (api: Api, args: Typed<Input>) => Promise<Preview>;
    perform: (api: Api, args: Typed<Input>, of: { key: string; expected: Json }) => Promise<Json>;
  },
): WriteTool {
  const properties = { ...described.input.properties, confirmationToken: Confirmation };
  const input = fromJsonSchema(closed(Type.Object(properties)));
  return {
    ...described,
    kind: 'write',
    input,
    ...(steps as Pick<WriteTool, 'preview' | 'perform'>),
  };
}

/** An unknown argument is a mistake that the agent should see. */
function closed(schema: TObject) {
  return JSON.parse(JSON.stringify({ ...schema, additionalProperties: false }));
}
