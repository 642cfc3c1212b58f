/** Whether a dependency is criterion, one of its forks or an extension. */
export const isCriterion = (dependency: string): boolean => dependency.includes('criterion');
