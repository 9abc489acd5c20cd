#!/usr/bin/env node
// In a clone, the commands of the server are there as well, and what is missing is built.
import { existsSync } from 'node:fs';

const clone = new URL('../../tools/gigastore.mjs', import.meta.url);
await import(existsSync(clone) ? clone.href : new URL('../dist/main.js', import.meta.url).href);
