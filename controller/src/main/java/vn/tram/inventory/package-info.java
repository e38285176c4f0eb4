/** Units, areas, sites and the nodes on them, as a tree with validity dates. */
@NullMarked
package vn.tram.inventory;

import org.jspecify.annotations.NullMarked;
