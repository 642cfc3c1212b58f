/** What a file must hold to tell a metric: see src/model/metric.ts, which loads no schemas. */
import * as z from 'zod';
import { directions, units } from './metric.ts';
import { knownMetricNames, metricNamePattern } from './metricName.ts';

export const unitSchema = z.enum(units);

export const metricNameSchema = z
  .string()
  .regex(
    metricNamePattern,
    'use lower-case letters, digits, "." and "-" only, at most 100 of them',
  );

/** For those who may only tell what perfwatch knows the meaning of. */
export const knownMetricNameSchema = z.enum(knownMetricNames);

export const directionSchema = z.enum(directions);
