package vn.tram.agent;

import java.util.concurrent.CompletionStage;
import vn.tram.gateway.Behind;
import vn.tram.sampler.snmp.SnmpAccess;
import vn.tram.sampler.snmp.SnmpSampler;
import vn.tram.sampler.snmp.SnmpSource;

/** A device behind the agent that is asked by SNMP. */
record BehindSnmp(String name, SnmpAccess access, SnmpSource source, SnmpSampler sampler) implements Behind {

    @Override
    public CompletionStage<Answer> ask() {
        return sampler.ask().thenApply(readings -> new Answer(sampler.isReached(), readings));
    }

    @Override
    public int maxSeries() {
        return sampler.maxSeries();
    }
}
