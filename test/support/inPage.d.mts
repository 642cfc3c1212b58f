export declare function openAll(): void;
export declare function partOf(element: object): string;
export declare function lowContrasts(least: number): string[];
