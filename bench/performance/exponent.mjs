/**
 * How a cost grows with a size: the slope of `log cost` on `log size`, by least squares. 1 is linear, 2 quadratic, 0 constant.
 *
 * @param points - `[size, cost]`, all positive, at least two sizes.
 * @example
 * exponent([[1, 2], [10, 20], [100, 200]]); // => 1
 */
export function exponent(points) {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)]);
  const [x0, y0] = [0, 1].map((j) => logs.reduce((sum, log) => sum + log[j], 0) / logs.length);
  const over = logs.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
}
