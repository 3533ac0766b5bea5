import type { Options } from './option.ts';
import { aws } from './resources/aws.ts';
import { azure } from './resources/azure.ts';
import { clowder } from './resources/clowder.ts';

/** Sections that several tools share: what a profile switches. */
export const resources = { clowder, aws, azure } as const satisfies Record<string, Options>;

export type ResourceName = keyof typeof resources;
