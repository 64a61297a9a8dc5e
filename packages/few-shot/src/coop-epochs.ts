/**
 * Epochs that CoOp's experiments train for at K shots, which CLIP-Adapter and ProGrad took over: 50 at 1 shot, 100 up to 4 and 200 above
 * (KaiyangZhou/CoOp ff61507, `configs/trainers/CoOp/rn50_ep50.yaml`, `rn50_ep100.yaml`, `rn50.yaml`; on ImageNet 50 throughout).
 */
export function coOpEpochs(shots: number): number {
  if (shots <= 1) return 50;
  return shots <= 4 ? 100 : 200;
}
