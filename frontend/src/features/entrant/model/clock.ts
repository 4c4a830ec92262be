export { type Bounds, narrowed, serverNow, useServerNow } from '../../../shared/api/clock';
