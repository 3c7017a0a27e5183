#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { main } from '../dist/index.js';

// Long streams of short-lived objects: without it, the heap of a large machine grows to several times what is in use.
setFlagsFromString('--heap-growing-percent=50');
process.exitCode = await main(process.argv.slice(2));
