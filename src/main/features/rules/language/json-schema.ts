import { z } from 'zod';
import { actionTypes } from '../../../../shared/vocabulary';
import { actionTables } from './action-schema';
import { ConfigTable, RuleTable } from './schema';

type Json = z.core.JSONSchema.BaseSchema;

/** What config.toml may say, as a JSON Schema: editors complete and check the file by it. */
export function configSchema(): Json {
  return {
    ...jsonOf(ConfigTable),
    title: 'config.toml of VibeRot',
    $defs: { rule: ruleSchema(), action: actionSchema() },
  };
}

function ruleSchema(): Json {
  const either = (...keys: string[]): Json => ({
    oneOf: keys.map((key) => ({ type: 'object', properties: { [key]: true }, required: [key] })),
  });
  return { ...partOf(RuleTable), allOf: [either('command', 'commands'), either('action', 'actions')] };
}

/** Both forms of each type. */
function actionSchema(): Json {
  const forms = actionTypes.flatMap((type) => {
    const { table, main } = actionTables[type];
    const long = partOf(table);
    const { type: _, [main]: value, ...others } = long.properties ?? {};
    const alone = type === 'notify' && typeof value === 'object' ? { anyOf: [value, { const: true }] } : value;
    return [long, { ...long, properties: { [type]: alone ?? true, ...others }, required: [type] }];
  });
  return { anyOf: forms };
}

function partOf(schema: z.ZodType): Json {
  const { $schema: _, ...part } = jsonOf(schema);
  return part;
}

function jsonOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => alternatives(jsonSchema),
  });
}

/** A list that may be written otherwise: see `listOf` and the command of agents. */
function alternatives(json: Json & { orAlone?: boolean; orText?: boolean }): void {
  const { orAlone, orText } = json;
  if (!orAlone && !orText) return;
  const { items, minItems, description } = json;
  for (const key of Object.keys(json)) delete json[key];
  const item = typeof items === 'object' && !Array.isArray(items) ? items : {};
  const list: Json = { type: 'array', items: item, ...(minItems !== undefined && { minItems }) };
  json.anyOf = [orText ? { type: 'string' } : item, list];
  if (description !== undefined) json.description = description;
}
