import { runAction } from '../dist/action.js';

// A configuration may have left something that would keep the process going: a timer, a server.
process.exit(await runAction());
