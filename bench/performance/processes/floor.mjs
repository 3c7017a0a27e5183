// The least that any program does which reads the file: every line decoded and given to JSON.parse, one after the other.
import { createReadStream } from 'node:fs';

let lines = 0;
let rest = '';
for await (const text of createReadStream(process.argv[2], { highWaterMark: 131_072, encoding: 'utf8' })) {
  const parts = (rest + text).split('\n');
  rest = parts.pop();
  for (const line of parts) {
    JSON.parse(line);
    lines++;
  }
}
console.log(lines);
