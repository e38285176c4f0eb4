package vn.tram.profiles;

/** What a server may do with a resource. */
public enum Operations {
    NONE,
    R,
    W,
    RW,
    E;

    public boolean isReadable() {
        return this == R || this == RW;
    }

    public boolean isWritable() {
        return this == W || this == RW;
    }

    public boolean isExecutable() {
        return this == E;
    }
}
