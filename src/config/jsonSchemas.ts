/** The JSON Schemas that are shipped: for editors, and for others who read perfwatch's files. */
import * as z from 'zod';
import { acceptedSchema } from '../model/accepted.ts';
import { baselineSchema } from '../model/baseline.ts';
import { calibrationSchema } from '../model/calibration.ts';
import { metricNameSchema } from '../model/metricSchemas.ts';
import { reportSchema } from '../model/report.ts';
import { runSchema } from '../model/run.ts';
import { configurationSchema, modulePathType } from './schema.ts';

const titled = (title: string, schema: z.ZodType, io: 'input' | 'output') => ({
  title,
  ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }),
});

/** The configuration in the older draft that makers of types understand, with what types can say. */
export const configurationTypesSchema = (): object =>
  z.toJSONSchema(configurationSchema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'template_literal') jsonSchema.tsType = modulePathType;
      // By its name, under which the known ones are listed.
      if (zodSchema === metricNameSchema) jsonSchema.tsType = 'MetricName';
    },
  });

/** Schema by file name. */
export function jsonSchemas(): Record<string, object> {
  return {
    'configuration.schema.json': titled('perfwatch configuration', configurationSchema, 'input'),
    'run.schema.json': titled('perfwatch run', runSchema, 'output'),
    'report.schema.json': titled('perfwatch report', reportSchema, 'output'),
    'calibration.schema.json': titled('perfwatch calibration', calibrationSchema, 'output'),
    'baseline.schema.json': titled('perfwatch baseline', baselineSchema, 'output'),
    'accepted.schema.json': titled('perfwatch accepted regressions', acceptedSchema, 'output'),
  };
}
