import { z } from 'zod';
import { name, text } from '../kinds.ts';
import type { SidecarConfig } from '../sidecar-config.ts';

export const generalKeys: z.ZodType<SidecarConfig['general']> = z
  .strictObject({
    model_dir: text('Folder that keeps the models.', 'a path').default('./models'),
    model_name: name('Name of the model: the folder within model_dir that holds its versions.').default(
      'auth_kmeans_v1',
    ),
  })
  .prefault({})
  .meta({ description: 'Where models are kept.' });
