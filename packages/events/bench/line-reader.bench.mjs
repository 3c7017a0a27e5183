// What does reading lines cost beside decoding and JSON.parse alone, where lines repeat but for their time, and where none does?
// Build first: npx tsup; then: node bench/line-reader.bench.mjs
import { createLineReader, isRejection, normaliseLine } from '../dist/index.js';

const count = 200_000;
const repeats = 7;
const at = (i) => `${new Date(1_788_744_593_460 + i * 97).toISOString().slice(0, -1)}8105Z`;

/** A person at a computer, who visits a server; one in eight lines is another kind of event than all before. */
const event = (kind) => ({
  user: `user.${kind % 400}`,
  src_user: `user.${kind % 400}`,
  src: `10.10.${kind % 7}.${kind % 250}`,
  dest: `SERVER-${kind % 997}`,
  signature_id: [4624, 4634, 4768, 4769][kind % 4],
  signature: 'An account was successfully logged on',
  action: 'success',
  process: 'C:\\Windows\\System32\\lsass.exe',
  authentication_package: 'Kerberos',
});
const kindOf = (i) => Math.imul(i, 2_654_435_761) % (count / 8);
const shapes = {
  'lines that repeat': (i) => ({ TimeCreated: at(i), ...event(Math.abs(kindOf(i))) }),
  'a number in each': (i) => ({ TimeCreated: at(i), RecordNumber: i, ...event(Math.abs(kindOf(i))) }),
  'each its own user': (i) => ({ TimeCreated: at(i), ...event(i), user: `user.${i}` }),
};

/** Median seconds of processor time: other work on the machine counts less than on a clock. */
function median(act) {
  const seconds = Array.from({ length: repeats }, () => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return seconds.sort((a, b) => a - b)[repeats >> 1];
}

const nanoseconds = (seconds) => `${Math.round((1e9 * seconds) / count)} ns`.padStart(12);
const heads = ['JSON.parse', 'normaliseLine', 'line reader'].map((head) => head.padStart(14));
console.log(`What does a line cost? Processor time of one of ${count.toLocaleString('en')}, medians.`);
console.log('lines'.padEnd(20), ...heads, 'reader / parse');
for (const [name, make] of Object.entries(shapes)) {
  const bytes = Buffer.from(Array.from({ length: count }, (_, i) => `${JSON.stringify(make(i))}\n`).join(''));
  const ends = [...endsOf(bytes)];
  const each = (act) => () => {
    let from = 0;
    for (const to of ends) {
      act(from, to);
      from = to + 1;
    }
  };
  const parse = median(each((from, to) => JSON.parse(bytes.toString('utf8', from, to))));
  const whole = median(each((from, to) => normaliseLine(bytes.toString('utf8', from, to))));
  // A reader of its own for each pass: what it learns is a part of its cost.
  const reading = median(() => {
    const reader = createLineReader();
    const starts = ends.map((_, i) => (i === 0 ? 0 : ends[i - 1] + 1));
    // In blocks of about a hundred kilobytes, as files are read.
    for (let i = 0; i < ends.length; i += 400) {
      const source = sourceOf(bytes.subarray(starts[i], ends[Math.min(i + 400, ends.length) - 1]));
      const from = starts.slice(i, i + 400).map((start) => start - starts[i]);
      const to = ends.slice(i, i + 400).map((end) => end - starts[i]);
      if (reader.read(source, from, to).some(isRejection)) throw new Error('a line is no event');
    }
  });
  console.log(
    name.padEnd(20),
    ...[parse, whole, reading].map((seconds) => nanoseconds(seconds).padStart(14)),
    (reading / parse).toFixed(2).padStart(14),
  );
}

/** As the pipeline gives it for ASCII. */
function sourceOf(bytes) {
  const text = bytes.toString('latin1');
  return { bytes, textOf: (from, to) => text.slice(from, to) };
}

function* endsOf(bytes) {
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) yield at;
}
