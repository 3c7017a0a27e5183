import { z } from 'zod';
import { flag, secret, serverUrl, text } from '../kinds.ts';
import type { Secret } from '../secret.ts';

/** The keys by which a Splunk server is reached, the same wherever one is. */
export const connectionKeys: {
  readonly base_url: z.ZodOptional<z.ZodType<string>>;
  readonly auth_token: z.ZodOptional<z.ZodType<Secret>>;
  readonly auth_token_file: z.ZodOptional<z.ZodType<string>>;
  readonly username: z.ZodOptional<z.ZodType<string>>;
  readonly password: z.ZodOptional<z.ZodType<Secret>>;
  readonly password_file: z.ZodOptional<z.ZodType<string>>;
  readonly ca_file: z.ZodOptional<z.ZodType<string>>;
  readonly insecure: z.ZodDefault<z.ZodType<boolean>>;
} = {
  base_url: serverUrl('Management port of the server.')
    .meta({ example: 'https://splunk.example.com:8089' })
    .optional(),
  auth_token: secret('Authentication token; better kept out of this file.')
    .meta({ example: '${SPLUNK_TOKEN}' })
    .optional(),
  auth_token_file: text('File that holds the authentication token.', 'a path')
    .meta({ example: './splunk-token' })
    .optional(),
  username: text('Name to log in with, instead of a token.').meta({ example: 'sidecar' }).optional(),
  password: secret('Password of that name; better kept out of this file.')
    .meta({ example: '${SPLUNK_PASSWORD}' })
    .optional(),
  password_file: text('File that holds the password.', 'a path')
    .meta({ example: './splunk-password' })
    .optional(),
  ca_file: text("PEM file of the authority that signed the server's certificate.", 'a path')
    .meta({ example: './ca.pem' })
    .optional(),
  insecure: flag('Accept any certificate. Whoever sits on the network can then read the token.').default(
    false,
  ),
};
