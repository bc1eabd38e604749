/** The protocol's budget, for whoever runs calls and bounds what is asked of it. */
export { TokenBucket } from '../protocol/token-bucket.ts';
