import { z } from 'zod';
import { PaperkinError } from '../../../errors.js';
import { parseJson } from '../../../input/parse-json.js';
import { RULES, rulesSchema } from '../../../profile/rules.js';
import { DECIMAL } from '../../options/options.js';

/**
 * `diversity=0.5`, `mutedWords=survey, benchmark`, `filter={"from":"2024"}` as rules; whether the values are right the verb says. Words
 * with commas in them can be given as a JSON list.
 * @throws INVALID_INPUT
 */
export function readRules(assignments: readonly string[]): Record<string, unknown> {
  const rules: Record<string, unknown> = {};
  for (const assignment of assignments) {
    const [, name = '', value = ''] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(assignment) ?? [];
    const rule = RULES.find((known) => known.toLowerCase() === name.toLowerCase());
    if (rule === undefined) {
      const remedy = `Write RULE=VALUE; the rules are ${RULES.join(', ')}.`;
      throw new PaperkinError('INVALID_INPUT', `--set: "${assignment}" sets no rule.`, { value: assignment, remedy });
    }
    rules[rule] = read(rulesSchema.shape[rule].unwrap(), value.trim(), rule);
  }
  return rules;
}

function read(schema: z.ZodType, value: string, rule: string): unknown {
  if (schema instanceof z.ZodNumber) return DECIMAL.test(value.replace(/^-/, '')) ? Number(value) : value;
  if (schema instanceof z.ZodArray && !value.startsWith('['))
    return value
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
  try {
    return parseJson(value);
  } catch (cause) {
    throw new PaperkinError('INVALID_INPUT', `--set: ${rule} is not JSON.`, { value, cause });
  }
}
