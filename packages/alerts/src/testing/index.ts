export { createTestReceiver, type TestReceiverOptions } from './create-test-receiver.ts';
export { type ReceivedRequest, type ReceiverStep, type TestReceiver } from './test-receiver.ts';
