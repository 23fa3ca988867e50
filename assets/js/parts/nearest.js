// Which point lies next in a direction: pure geometry, no page.

/**
 * The index of the nearest point from points[here] that way, or null at the edge.
 * direction is [x, y], y downwards; straying sideways counts double.
 */
export function nearest(points, here, [dx, dy]) {
  let best = null;
  let least = Infinity;
  const from = points[here];
  points.forEach((point, index) => {
    const along = (point.x - from.x) * dx + (point.y - from.y) * dy;
    const aside = Math.abs((point.x - from.x) * dy) + Math.abs((point.y - from.y) * dx);
    if (along <= 0 || aside > 2 * along) {
      return;
    }
    const distance = along + 2 * aside;
    if (distance < least) {
      best = index;
      least = distance;
    }
  });
  return best;
}
