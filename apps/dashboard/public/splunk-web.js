// What Splunk Web tells its pages; without it the time range input does not work. Times are shown in UTC. The server of this page answers below the path.
globalThis.$C = {
  SPLUNKD_PATH: '/splunkd/__raw',
  LOCALE: 'en-US',
  MRSPARKLE_ROOT_PATH: '',
  SERVER_ZONEINFO: '### SERIALIZED TIMEZONE FORMAT 1.0;C0;Y0 NW 55 54 43;$',
};
