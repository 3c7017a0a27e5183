export { type AlertIncident, type AlertMessage, type FoundIncident } from './alert-message.ts';
export { type AlertPolicyState, type FollowedIncident } from './alert-policy-state.ts';
export { type AlertTarget, type SendOptions, type SendResult } from './alert-target.ts';
export { createStreamTarget, type StreamTargetOptions } from './create-stream-target.ts';
export { createWebhookTarget, type WebhookTargetOptions } from './create-webhook-target.ts';
export { decideAlerts, type AlertPolicyOptions, type DecidedAlerts } from './decide-alerts.ts';
export { deliverOutbox, type DeliverOutboxOptions } from './deliver-outbox.ts';
export { type DeliveryReport } from './delivery.ts';
export {
  addToOutbox,
  emptyOutbox,
  type DownTarget,
  type Outbox,
  type OutboxEntry,
  type PendingDelivery,
} from './outbox.ts';
export { type PostOptions } from './post.ts';
export { signWebhook, type SignWebhookOptions, type WebhookHeaders } from './sign-webhook.ts';
export { verifyWebhook, type VerifiedWebhook, type VerifyWebhookOptions } from './verify-webhook.ts';
export { WebhookError, type WebhookErrorCode } from './webhook-error.ts';
