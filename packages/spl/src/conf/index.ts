export { type Conf, type ConfProblem, type ConfStanza } from './conf.ts';
export { parseConf } from './parse-conf.ts';
export { type StanzaToWrite, writeConf } from './write-conf.ts';
