import fc from 'fast-check';

/*
 * `npm test` asks every property the same questions each time, so that a change fails for what it changed. A campaign asks
 * ten times as many, new ones each time; a failure prints the seed to ask them again.
 */
const isCampaign = process.env['SIDECAR_CAMPAIGN'] === 'full';
fc.configureGlobal(isCampaign ? { numRuns: 1000 } : { seed: 20_261_123 });
