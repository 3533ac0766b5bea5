import * as z from 'zod';

export const adds = z.looseObject({});
