import { z } from 'zod';
import { choice, flag, integer, name, redisUrl, secret, text } from '../kinds.ts';
import type { QueueConfig } from '../worker-config.ts';

export const queueKeys: z.ZodType<QueueConfig> = z
  .strictObject({
    redis: z
      .strictObject({
        url: redisUrl('Redis that workers share the work through; without it, one worker does everything.')
          .meta({ example: 'rediss://redis.example.com:6379/0' })
          .optional(),
        username: text('Name to log in with, if Redis has users.').meta({ example: 'sidecar' }).optional(),
        password: secret('Password; better kept out of this file.')
          .meta({ example: '${REDIS_PASSWORD}' })
          .optional(),
        password_file: text('File that holds the password.', 'a path')
          .meta({ example: './redis-password' })
          .optional(),
        ca_file: text(
          "With rediss: PEM file of the authority that signed the server's certificate.",
          'a path',
        )
          .meta({ example: './redis-ca.pem' })
          .optional(),
        insecure: flag(
          'Accept any certificate. Whoever sits on the network can then read the password.',
        ).default(false),
      })
      .prefault({})
      .meta({ description: 'Where the queue is.' }),
    prefix: name(
      'What the names of all keys in Redis begin with; the same for all workers that belong together.',
    ).default('sidecar'),
    exchange: choice(
      ['redis', 'folder'],
      'How slices of events, states and models travel between workers: through Redis, or through a folder that all of them share.',
    ).default('redis'),
    exchange_folder: text('With exchange folder: that folder.', 'a path').default('./exchange'),
    concurrency: integer('Pieces of work that one worker does at the same time.', {
      least: 1,
      most: 64,
    }).default(1),
    attempts: integer('A piece of work that fails so often is set aside and reported.', {
      least: 1,
      most: 100,
    }).default(5),
    backoff_seconds: integer(
      'Pause before the second attempt; it doubles with each further one, up to five minutes.',
      {
        least: 0,
        most: 300,
      },
    ).default(2),
    lock_seconds: integer(
      'A worker that has given no sign of life for so long is taken for dead, and its work is given to another.',
      { least: 2, most: 3600 },
    ).default(30),
    most_stalls: integer('A piece of work that so many workers died with is set aside and reported.', {
      least: 1,
      most: 1000,
    }).default(10),
  })
  .prefault({})
  .meta({ description: 'Many workers.' });
