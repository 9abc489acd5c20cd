package androidx.test.internal.platform.os;

public interface ControlledLooper {}
