/**
 * The outage ledger, and availability computed from it.
 *
 * <p>The ledger is append-only. Each {@linkplain vn.tram.sla.Entry entry} carries a SHA-256 over its predecessor's and
 * over its own text, so that whoever has noted one hash can tell later whether anything before it was changed. What was
 * shown at the time stays; what was learned afterwards is an entry of its own that says which period it corrects.
 *
 * <p>Three rules make it short. A verdict holds until the next one on the same node or link. When a node is called down
 * or unknown, the verdicts on its links end, and each link is unknown until there is a new one. When the controller was
 * off or blind, everything that was known becomes unknown by our fault, until there is a new verdict on it.
 */
@NullMarked
package vn.tram.sla;

import org.jspecify.annotations.NullMarked;
