package vn.tram.controller;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Effect;
import vn.tram.lwm2m.LwM2mEnd;
import vn.tram.store.Acks;
import vn.tram.store.Store;
import vn.tram.web.live.LiveView;

/**
 * Carries the loop's effects out by the edges, on the loop's thread, and the store's commits back to the devices that
 * wait for them, on the store's.
 */
final class Hands implements Consumer<Effect>, Acks {

    private static final int CHANGED = 204;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final LiveView live;
    private volatile @Nullable Store store;
    private volatile @Nullable LwM2mEnd devices;

    Hands(LiveView live) {
        this.live = live;
    }

    /** Must be called before the loop starts. */
    void connect(Store keeper, LwM2mEnd end) {
        store = keeper;
        devices = end;
    }

    @Override
    public void accept(Effect effect) {
        Store keeper = store;
        if (keeper != null) {
            keep(keeper, effect);
        }
        if (effect instanceof Effect.Answer answer) {
            answer(answer.ticket(), answer.code(), answer.reason());
        } else if (effect instanceof Effect.Write write) {
            LwM2mEnd end = devices;
            if (end != null) {
                end.write(write);
            }
        }
        live.on(effect);
    }

    private void keep(Store keeper, Effect effect) {
        if (effect instanceof Effect.Store report) {
            if (!keeper.append(report)) {
                answer(report.ticket(), SERVICE_UNAVAILABLE, "the store is busy");
            }
        } else if (effect instanceof Effect.NodeChanged changed) {
            keeper.keep(changed);
        } else if (effect instanceof Effect.IncidentChanged changed) {
            keeper.keep(changed);
        } else if (effect instanceof Effect.LedgerAppended appended) {
            keeper.keep(appended);
        } else if (effect instanceof Effect.MaintenanceChanged changed) {
            keeper.keep(changed);
        } else if (effect instanceof Effect.InventoryChanged changed) {
            keeper.keep(changed);
        }
    }

    @Override
    public void committed(long ticket) {
        answer(ticket, CHANGED, "");
    }

    @Override
    public void failed(long ticket, String reason) {
        answer(ticket, INTERNAL_SERVER_ERROR, reason);
    }

    private void answer(long ticket, int code, String reason) {
        LwM2mEnd end = devices;
        if (end != null) {
            end.answer(ticket, code, reason);
        }
    }
}
