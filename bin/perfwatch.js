#!/usr/bin/env node
import { main } from '../dist/cli.js';

// A configuration may have left something that would keep the process going: a timer, a server.
process.exit(await main(process.argv.slice(2)));
