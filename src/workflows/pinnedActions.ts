/**
 * The actions of others that written workflows use, each pinned to a commit: a tag can be moved to other
 * code, a commit cannot. The comment is what tools that update pins read and write.
 */
export const pinnedActions = {
  checkout: 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0',
  setupNode: 'actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0',
  downloadArtifact: 'actions/download-artifact@634f93cb2916e3fdff6788551b99b062d0335ce0 # v5.0.0',
} as const;
