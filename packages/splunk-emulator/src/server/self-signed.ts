/** A fresh key and certificate for 127.0.0.1 and localhost, valid for a year; PEM. */
export async function createSelfSigned(): Promise<{ key: string; cert: string }> {
  // Loaded on demand: it takes longer to load than all the rest of a start.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
