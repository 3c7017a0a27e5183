import { workInThread } from '../threads/work-in-thread.ts';
import { sendKinds } from './send-kinds.ts';

await workInThread(sendKinds);
