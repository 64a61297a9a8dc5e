import { onTunedFeatures } from '@shotbench/few-shot';
import { coOp } from '@shotbench/method-coop';
import { rAmt } from '@shotbench/method-mask-tuning';
import { tipAdapter } from '@shotbench/method-tip-adapter';

/** What R-AMT's authors report of other methods on its encoder. */
export const coOpRAmt = onTunedFeatures({ id: 'coop-r-amt', title: 'CoOp + R-AMT', encoder: rAmt, head: coOp });
export const tipAdapterRAmt = onTunedFeatures({
  id: 'tip-adapter-r-amt',
  title: 'Tip-Adapter + R-AMT',
  encoder: rAmt,
  head: tipAdapter,
});
