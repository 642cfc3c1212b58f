/** The registry of places where baselines can be kept; a configuration names one by its key. */
import { baselineFolder } from './baselineFolder.ts';
import type { BaselineStore } from './store.ts';

/** Opens a store; `folder` is the absolute path of the configured baselines folder. */
export type OpenStore = (folder: string) => BaselineStore;

export const stores = {
  folder: baselineFolder,
} satisfies Record<string, OpenStore>;

export type StoreName = keyof typeof stores;
