import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../src/eval/compile-expression.ts';
import type { EvalValue } from '../../src/eval/eval-value.ts';
import type { Row } from '../../src/row.ts';

/** 2023-11-14 22:13:20 UTC. */
const now = 1_700_000_000;

const evaluate = (text: string, row: Row = {}): EvalValue => compileExpression(text, { now }).evaluate(row);

type Case = readonly [expression: string, expected: EvalValue, row?: Row];

function examples(page: string, cases: readonly Case[]): void {
  describe(page, () => {
    test.for(cases)('%s gives %j', ([expression, expected, row]) => {
      expect(evaluate(expression, row)).toEqual(expected);
    });
  });
}

examples('Search Reference: Comparison and Conditional functions', [
  [
    'case(error == 200, "OK", error == 404, "Not found", error == 500, "Internal Server Error")',
    'Not found',
    { error: '404' },
  ],
  ['case(error == 200, "OK", error == 404, "Not found")', null, { error: '408' }],
  ['case(status=200, "OK", true(), "Other")', 'Other', { status: '302' }],
  ['case(status=200, "OK", 1=1, "Other")', 'Other', {}],
  ['if(cidrmatch("10.0.0.0/25", ip), "local", "not local")', 'local', { ip: '10.0.0.127' }],
  ['if(cidrmatch("10.0.0.0/25", ip), "local", "not local")', 'not local', { ip: '10.0.0.128' }],
  ['coalesce(clientip, ipaddress)', '1.2.3.4', { ipaddress: '1.2.3.4' }],
  ['if(error == 200, "OK", "Error")', 'OK', { error: '200' }],
  ['if(error == 200, "OK", "Error")', 'Error', {}],
  ['if(in(status, "error", "failure", "severe"), "true", "false")', 'true', { status: 'failure' }],
  ['if(status IN ("error", "failure"), "true", "false")', 'false', { status: 'Failure' }],
  ['if(status NOT IN (400, 401), "fine", "bad")', 'bad', { status: '401' }],
  ['if(like(field, "addr%"), "yes", "no")', 'yes', { field: 'address' }],
  ['if(field LIKE "a%b_", "yes", "no")', 'yes', { field: 'axxbc' }],
  ['if(match(field, "^\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$"), 1, 0)', 1, { field: '10.0.0.1' }],
  ['nullif(fieldA, fieldB)', null, { fieldA: '1', fieldB: '1.0' }],
  ['nullif(fieldA, fieldB)', '1', { fieldA: '1', fieldB: '2' }],
  [
    'validate(isint(port), "ERROR: Port is not an integer", port >= 1 AND port <= 65535, "ERROR: Port is out of range")',
    'ERROR: Port is not an integer',
    { port: 'x' },
  ],
  [
    'validate(isint(port), "ERROR: Port is not an integer", port >= 1 AND port <= 65535, "ERROR: Port is out of range")',
    'ERROR: Port is out of range',
    { port: '70000' },
  ],
  ['validate(isint(port), "a", port >= 1, "b")', null, { port: '80' }],
]);

examples('Search Reference: Conversion functions', [
  ['ipmask("255.255.255.0", "10.20.30.120")', '10.20.30.0'],
  ['printf("%04.4f %-30s", 3.14159, "x")', `3.1416 ${'x'.padEnd(30)}`],
  ['printf("%*s|%.*f|%5.1f%%", 4, "ab", 2, 1.239, 99.55)', '  ab|1.24| 99.5%'],
  ['printf("%\'d", 1234567)', '1,234,567'],
  ['printf("%+d % d %05d %x %X %#x %o", 5, 5, -42, 255, 255, 255, 8)', '+5  5 -0042 ff FF 0xff 10'],
  ['printf("%e %g %g %c", 12345.678, 0.00001234, 1234567, "hello")', '1.234568e+04 1.234e-05 1.23457e+06 h'],
  ['printf("%s", nosuchfield)', 'Null'],
  ['tonumber("0A4", 16)', 164],
  ['tonumber("0A4")', null],
  ['tonumber(" 12.5 ")', 12.5],
  ['tonumber("102", 2)', null],
  ['"1==1 is " + tostring(1==1)', '1==1 is True'],
  ['tostring(15, "hex")', '0xF'],
  ['tostring(12345.6789, "commas")', '12,345.68'],
  ['tostring(615, "duration")', '00:10:15'],
  ['tostring(100000, "duration")', '1+03:46:40'],
  ['tostring(1234567, "commas")', '1,234,567'],
  ['tostring(-1234.5, "commas")', '-1,234.50'],
]);

examples('Search Reference: Cryptographic functions', [
  ['md5("")', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['sha1("abc")', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['sha256("abc")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['md5(user)', null],
]);

examples('Search Reference: Date and Time functions', [
  ['now()', now],
  ['relative_time(now(), "-1d@d")', 1_699_833_600],
  ['relative_time(1519883323, "-2h@h")', 1_519_873_200],
  ['strftime(1433188255, "%Y-%m-%dT%H:%M:%S.%Q")', '2015-06-01T19:50:55.000'],
  ['strftime(1433188255.123456, "%3N %6N %9N")', '123 123456 123456000'],
  ['strftime(now(), "%F %T %Z %z %:z %s")', '2023-11-14 22:13:20 UTC +0000 +00:00 1700000000'],
  ['strptime("2015-06-01 19:50:55", "%Y-%m-%d %H:%M:%S")', 1_433_188_255],
  ['strptime("11:59", "%H:%M")', 1_699_963_140],
  ['strptime("yesterday", "%Y-%m-%d")', null],
]);

examples('Search Reference: Informational functions', [
  ['if(isint(field), "int", "not int")', 'int', { field: '3' }],
  ['if(isint(field), "int", "not int")', 'not int', { field: '3.5' }],
  ['if(isnotnull(field), "yes", "no")', 'no'],
  ['if(isnum(field), "yes", "no")', 'yes', { field: '1.5' }],
  ['if(isstr(field), "yes", "no")', 'no', { field: '1.5' }],
  ['if(isstr("1.5"), "yes", "no")', 'yes'],
  ['typeof(12) + typeof("string") + typeof(1==2) + typeof(badfield)', 'NumberStringBoolInvalid'],
  ['typeof(field)', 'Multivalue', { field: ['a', 'b'] }],
  ['if(isarray("[1, 2, 3]"), "True", "False")', 'True'],
  ['if(isarray(1), "True", "False")', 'False'],
]);

examples('Search Reference: Mathematical functions', [
  ['abs(number)', 10.95, { number: '-10.95' }],
  ['ceil(1.9)', 2],
  ['exp(3)', Math.exp(3)],
  ['floor(1.9)', 1],
  ['ln(bytes)', Math.log(100), { bytes: '100' }],
  ['log(100)', 2],
  ['log(8, 2)', 3],
  ['log(0)', null],
  ['pow(2, 10)', 1024],
  ['round(3.5)', 4],
  ['round(-2.5)', -3],
  ['round(2.555, 2)', '2.56'],
  ['round(1.005, 2)', '1.01'],
  ['round(10, 2)', '10.00'],
  ['round(10, 2) + 1', 11],
  ['sigfig(1.00*1111)', 1110],
  ['sqrt(9)', 3],
  ['sqrt(-1)', null],
]);

examples('Search Reference: Multivalue eval functions', [
  ['commands("search foo | stats count | sort count")', ['search', 'stats', 'sort']],
  ['mvappend("localhost", srcip)', ['localhost', '1.1.1.1'], { srcip: '1.1.1.1' }],
  [
    'mvappend(mvappend("localhost", srcip), destip, "192.168.1.1")',
    ['localhost', 'a', 'b', 'c', '192.168.1.1'],
    { srcip: 'a', destip: ['b', 'c'] },
  ],
  ['mvcount(email)', 2, { email: ['a@x.net', 'b@x.org'] }],
  ['mvcount(email)', null],
  ['mvdedup(mvfield)', ['b', 'a'], { mvfield: ['b', 'a', 'b'] }],
  [
    'mvfilter(match(email, "\\.net$") OR match(email, "\\.org$"))',
    ['a@x.net', 'b@x.org'],
    { email: ['a@x.net', 'c@x.com', 'b@x.org'] },
  ],
  ['mvfind(mymvfield, "err\\d+")', 1, { mymvfield: ['ok', 'err12'] }],
  ['mvindex(multifield, 2)', 'c', { multifield: ['a', 'b', 'c', 'd'] }],
  ['mvindex(multifield, -1)', 'd', { multifield: ['a', 'b', 'c', 'd'] }],
  ['mvindex(multifield, 0, 1)', ['a', 'b'], { multifield: ['a', 'b', 'c', 'd'] }],
  ['mvindex(multifield, 9)', null, { multifield: ['a', 'b'] }],
  ['mvjoin(foo, ";")', 'a;b', { foo: ['a', 'b'] }],
  ['mvjoin(mvmap(results, results * 10), " ")', '10 20', { results: ['1', '2'] }],
  ['mvrange(1, 11, 2)', ['1', '3', '5', '7', '9']],
  ['mvcount(mvrange(1514834731, 1524134919, "7d"))', 16],
  ['mvsort(mv)', ['1', '10', 'B', 'a'], { mv: ['a', '10', 'B', '1'] }],
  ['mvzip(hosts, ports)', ['h1,80', 'h2,443'], { hosts: ['h1', 'h2'], ports: ['80', '443'] }],
  ['mvzip(hosts, ports, "|")', 'h1|80', { hosts: ['h1', 'h2'], ports: '80' }],
  ['mv_to_json_array(test)', '["1","x"]', { test: ['1', 'x'] }],
  ['mv_to_json_array(test, true())', '[1,"x"]', { test: ['1', 'x'] }],
  ['split("a;b;c;d", ";")', ['a', 'b', 'c', 'd']],
  ['split("abc", "")', ['a', 'b', 'c']],
]);

examples('Search Reference: Statistical eval functions', [
  ['avg(1, "foo", field)', 4, { field: '7' }],
  ['max(1, 3, 6, 7, "foo", field)', 'foo', { field: '9' }],
  ['min(1, 3, 6, 7, "foo", field)', 1, { field: '9' }],
  ['sum(1, 2, mv)', 10, { mv: ['3', '4', 'x'] }],
]);

examples('Search Reference: Text functions', [
  ['len(field)', 5, { field: 'Größe' }],
  ['lower(username)', 'ann', { username: 'ANN' }],
  ['ltrim(" ZZZabcZZ ", " Z")', 'abcZZ '],
  ['rtrim(" ZZZabcZZ ", " Z")', ' ZZZabc'],
  ['trim(" ZZZabcZZ ", " Z")', 'abc'],
  ['replace(date, "^(\\d{1,2})/(\\d{1,2})/", "\\2/\\1/")', '14/1/2023', { date: '1/14/2023' }],
  ['substr("string", 1, 3)', 'str'],
  ['substr("string", -3)', 'ing'],
  ['substr("string", 1, 3) + substr("string", -3)', 'string'],
  ['upper(username)', 'ANN', { username: 'ann' }],
  [
    'urldecode("http%3A%2F%2Fwww.splunk.com%2Fdownload%3Fr%3Dheader")',
    'http://www.splunk.com/download?r=header',
  ],
]);

examples('Search Reference: Trigonometry and Hyperbolic functions', [
  ['acos(0)', Math.PI / 2],
  ['atan2(0.50, 0.75)', Math.atan2(0.5, 0.75)],
  ['hypot(3, 4)', 5],
  ['acos(2)', null],
]);
