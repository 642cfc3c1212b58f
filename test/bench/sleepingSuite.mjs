/** A benchmark program that measures nothing for a while: what is left is perfwatch's own cost. */
setTimeout(() => undefined, Number(process.argv[2]) * 1000);
